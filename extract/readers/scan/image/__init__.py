"""Image preparation: a picture of a page made upright, level, evenly lit, without coloured ink."""
