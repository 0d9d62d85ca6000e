"""What a student can do in a lesson, and how it is marked. Knows neither Flask nor a database."""
