"""Mutation: every threshold, date, word and effect of a pack is changed, one at a time; a case must notice."""
