"""Stories on their way in: a reader for each format, one neutral record, one writer.

reader (bytes -> Story, no Django) -> checking (Story -> clean Story) -> writer
(Story -> rows). A new format is one module in `readers/` and one line in its table.
"""
