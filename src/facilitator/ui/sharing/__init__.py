"""What leaves the program: seen first, then saved, printed or sent."""
