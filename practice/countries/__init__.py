"""The countries that a force holds to be a high risk to travel to, from which day on, and who decided that."""
