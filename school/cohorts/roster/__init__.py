"""Lists of students as schools have them: read, and every fault told with its line and remedy."""
