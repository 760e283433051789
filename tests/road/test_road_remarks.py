"""What is said beside an outcome fits what is recorded, and only what has a say is named as a doubt."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from humi.decision import RegionDecision
from humi.dossier.dossier import Dossier
from humi.road import decide
from humi.values.label import Label
from humi.wording.causes import nodes
from humi.wording.show import UNRECORDED
from tests.engines.agreement import pack_of

NAME = {"zh": "名称", "en": "name"}
HEAD = {"humi": 1, "region": {"id": "testland", "name": NAME}, "edition": {"version": "1.0.0"}}
SENT = {"type": "event", "name": NAME}
DUTY = {"for": "programme", "name": NAME, "source": "p1", "done": {"programme.sent": True}}
LATEST = {"readings": {"included": "2023-05-25", "excluded": "2023-05-24"}}
PHASES = {
    "start": {"order": 1, "from": "unstated", "to": "2023-05-24", "name": {"zh": "启动", "en": "start"}, "source": "p1"},
    "build": {"order": 2, "from": "2023-07", "lasts": {"years": 2}, "name": {"zh": "建设", "en": "building"}, "source": "p1"},
}


def decided(day: str, sent: Any = None, **policy: Any) -> RegionDecision:
    pack = pack_of({**HEAD, "facts": {"programme.sent": SENT}, **policy})
    document = {} if sent is None else {"programme": {pack.region: {"sent": sent}}}
    return decide(pack, Dossier.from_dict(document, pack.vocabulary), date.fromisoformat(day).toordinal())


def remark_on(sent: Any, **due: Any) -> str:
    remark = decided("2023-06-01", sent, duties={"send": {**DUTY, **due}}).find("duties/send").remark
    return "" if remark is None else remark.en


@pytest.mark.parametrize("sent", ["2023-05-25", "2023-05"])
def test_what_is_recorded_is_not_said_to_be_missing(sent: str) -> None:
    assert remark_on(sent, by=LATEST) == ""


def test_what_is_not_recorded_is_said_to_be_missing() -> None:
    assert remark_on(None, by=LATEST) == "the due day has passed and nothing is recorded"
    assert remark_on(None, by="unstated") == "nothing is recorded: open; the text sets no time limit"


def test_a_phase_that_has_surely_ended_is_no_doubt() -> None:
    standing = decided("2025-07-10", phases=PHASES).standing
    assert [phase.rpartition("/")[2] for phase in standing.phases] == ["build"]
    assert [cause.name.en for cause in standing.causes if cause.name] == ["the exact day of 2023-07"]


def test_a_phase_without_a_first_day_is_a_doubt_until_it_ends() -> None:
    standing = decided("2023-05-24", phases=PHASES).standing
    assert [cause.name.en for cause in standing.causes if cause.name] == ["start"]


def test_how_the_day_of_entry_into_force_is_read_is_told_with_the_standing() -> None:
    read, noted = {"zh": "以落款日为准", "en": "the day signed counts"}, {"zh": "原文未写", "en": "the text gives none"}
    in_force = {"from": "2023-05-20", "to": "unstated", "source": "p1", "interpretation": read, "note": noted}
    for day in ("2023-05-19", "2023-05-20"):
        standing = decided(day, in_force=in_force).standing
        assert (standing.interpretation, standing.note) == (Label(**read), Label(**noted))
    assert decided("2023-05-20").standing.interpretation is None


def test_a_day_that_nobody_recorded_is_not_shown_as_a_record() -> None:
    """What has not happened by the day of asking narrows the range of an event, and is still no record of it."""
    done = {"programme.sent": {"within": "2023-04/2023-05"}}
    finding = decided("2023-05-31", duties={"send": {**DUTY, "done": done, "by": "2023-05-31"}}).find("duties/send")
    assert {reason.found for reason in finding.reasons} == {UNRECORDED}
    late = decided("2023-06-30", "2023-06-02", duties={"send": {**DUTY, "done": done, "by": "2023-05-31"}}).find("duties/send")
    assert {reason.found.en for reason in late.reasons} == {"2023-06-02"}


def test_readings_of_whether_a_duty_applies_do_not_read_as_its_having_been_done() -> None:
    ways = {"wide": {"programme.due": True}, "narrow": {"programme.due": False}}
    facts = {"programme.sent": SENT, "programme.due": {"type": "boolean", "name": NAME}}
    policy = {"facts": facts, "duties": {"send": {**DUTY, "when": {"readings": ways}, "by": "unstated"}}}
    pack = pack_of({**HEAD, **policy})
    dossier = Dossier.from_dict({"programme": {pack.region: {"sent": False, "due": True}}}, pack.vocabulary)
    finding = decide(pack, dossier, date(2023, 6, 1).toordinal()).find("duties/send")
    assert [(cause.kind, cause.of_trigger) for cause in finding.causes] == [("readings", True)]
    for lang, told in (("en", ["it has to be done", "it does not have to be done"]), ("zh", ["须办理", "无须办理"])):
        (node,) = nodes(finding.causes, lang)
        answers = ["".join(span.text for span in answer.line) for answer in node.below]
        assert [answer.rpartition("：" if lang == "zh" else ": ")[2] for answer in answers] == told
