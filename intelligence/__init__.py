"""What is reported about the people managed: graded reports, concerns, who reads them by when, who is given them."""
