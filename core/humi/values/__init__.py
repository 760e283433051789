"""What a fact can be: dates and periods, exact numbers and money, working days, bilingual labels."""
