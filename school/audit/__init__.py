"""What was done to people, enrolments, dates, grades and content: who, when, before and after."""
