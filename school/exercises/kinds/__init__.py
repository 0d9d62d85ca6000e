"""The kinds of exercise, one file each. `school.exercises.registry` names them."""
