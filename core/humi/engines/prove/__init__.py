"""The prover: rules as terms of Z3, over a dossier of which nothing is decided yet.

Whatever a dossier can say is a solution of the terms, and sometimes a little more is. So where there is no solution, there is
no dossier: that is a proof. A solution is written out as a dossier and tried on the judge before anybody sees it.
"""

from humi.engines.prove.changes import Change, Changes, Least, Prices
from humi.engines.prove.completions import Completions
from humi.engines.prove.dossier import Unknowns
from humi.engines.prove.given import Given, Open
from humi.engines.prove.records import Record, View
from humi.engines.prove.search import Found, Impossible, Search, Undecided
from humi.engines.prove.stands import Stands
from humi.engines.prove.terms import SolverTerms
from humi.engines.prove.twins import Twins, differ

__all__ = [
    "Change",
    "Changes",
    "Completions",
    "Found",
    "Given",
    "Impossible",
    "Least",
    "Open",
    "Prices",
    "Record",
    "Search",
    "SolverTerms",
    "Stands",
    "Twins",
    "Undecided",
    "Unknowns",
    "View",
    "differ",
]
