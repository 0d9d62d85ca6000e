"""What the school keeps about people: why, how long, given back and erased on request."""
