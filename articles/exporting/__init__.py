"""Stories, or the whole newsroom, on their way out.

`stories` writes chosen stories in one of the formats of `formats/`; `backup/`
keeps and restores everything; `site/` writes the public pages as files. What
is read is one moment of the database (`snapshot`), what is written appears
whole or not at all (`files`).
"""
