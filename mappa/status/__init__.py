"""In which category and at which level somebody is managed, and by which agency: screened, decided, ended."""
