"""What is kept of those who manage people: training, the dates of screening, and the posts of their units."""
