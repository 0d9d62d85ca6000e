"""What students do: reading, attempts, progress, the campaign lab, and the pages for it."""
