"""What an authority holds: many records, and no applicant."""

from __future__ import annotations

from humi.dossier.dossier import Dossier


class Registry(Dossier):
    """What an authority holds: many records, and no applicant."""

    of_applicant = False
