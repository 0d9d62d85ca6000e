"""Speed, as ratios to a bare Flask page in the same run. `make bench` prints one JSON a line."""
