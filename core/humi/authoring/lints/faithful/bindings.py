"""What binds and what does not: 鼓励、优先 among the criteria, 应当、必须 among what refuses nobody.

可以 is neither: 企业可以申请 says who may apply, and that is a criterion.
"""

from __future__ import annotations

import re

from humi.authoring.lints.faithful.cited import Cited, Library
from humi.authoring.lints.faithful.said import Said
from humi.policy.pack import Criterion
from humi.reading.problems import Problems

SOFT = re.compile("优先|鼓励|倡导|酌情|适当(?=倾斜|放宽|考虑)|为重点|(?<![适便相合事])宜")
HARD = re.compile("应当|必须|不得|方可|须(?!知)")
BINDING = ("criteria",)
LOOSE = ("priority", "factors", "model")


def bindings(said: Said, cited: Cited, library: Library, problems: Problems) -> None:
    """F725: a criterion decides by words that leave somebody a choice. F726: what has to be is only looked at."""
    parts = said.rule.path.split("/")
    if not isinstance(said.rule, Criterion) or len(parts) != 4 or parts[0] != "designations":
        return
    if said.rule.interpretation is not None or said.rule.note is not None:
        return
    told = [(HARD.search(words.segment), SOFT.search(words.segment), words) for words in cited.words]
    if not told:
        return
    if parts[2] in BINDING and all(soft and not hard for hard, soft, _ in told):
        soft = told[0][1]
        assert soft is not None
        problems.add("F725", said.rule.place, words=soft[0], anchor=told[0][2].anchor, found=parts[2])
    if parts[2] in LOOSE and all(hard and not soft for hard, soft, _ in told):
        hard = told[0][0]
        assert hard is not None
        problems.add("F726", said.rule.place, words=hard[0], anchor=told[0][2].anchor, found=parts[2])
