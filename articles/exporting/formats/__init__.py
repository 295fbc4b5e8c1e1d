"""The formats that stories are written in: one module each, named in the table of `articles.exporting.stories`."""
