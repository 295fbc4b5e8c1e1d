"""`make audit`: the readers' site measured from outside, on a demo newsroom behind the production server."""
