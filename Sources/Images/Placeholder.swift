// Pictures; in the making.
