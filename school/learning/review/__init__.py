"""Reviews: mistakes made and skills learnt come back with fresh numbers, when memory needs it."""
