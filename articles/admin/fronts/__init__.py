"""The page on which editors arrange the front page and the sections' fronts."""
