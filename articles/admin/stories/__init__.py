"""The desk of a story: its list, its form, and what stands beside the form."""
