"""D301 and up: the dossiers of users."""

from __future__ import annotations

from humi.reading.codes.entry import Entry, same
from humi.values.label import Label

DOSSIERS: dict[str, Entry] = {
    "D301": Entry(
        "error",
        "不认识的事实「{found}」",
        "unknown fact `{found}`",
        same("staf: 3"),
        same("staff: 3"),
        Label("拼错的事实会被当成没有填写", "a mistyped fact would count as not given"),
    ),
    "D302": Entry(
        "error",
        "「{fact}」的值「{found}」不对，应为{expected}",
        "`{fact}` has the wrong value `{found}`, expected {expected}",
        same("staff: many"),
        same("staff: 3"),
        Label("每个事实有自己的类型", "every fact has a type"),
    ),
    "D303": Entry(
        "error",
        "「{fact}」的值「{found}」超出范围",
        "`{fact}` has the value `{found}`, which is outside its range",
        same("staff: -3"),
        same("staff: 3"),
        Label("范围之外的值多半是笔误", "a value outside the range is most likely a slip"),
    ),
    "D304": Entry(
        "error",
        "不认识的列表或部分「{found}」",
        "unknown list or section `{found}`",
        same("titels: []"),
        same("titles: []"),
        Label("案卷只有固定的几个部分", "a dossier has fixed sections"),
    ),
    "D305": Entry(
        "error",
        "标识「{key}」重复",
        "the id `{key}` is used twice",
        same("- id: a\n- id: a"),
        same("- id: a\n- id: b"),
        Label("标识用来引用，必须唯一", "an id is used for reference, so it has to be unique"),
    ),
    "D306": Entry(
        "error",
        "「{first}」与「{second}」互相矛盾",
        "`{first}` and `{second}` contradict each other",
        same("founded: 2024-01-01\nfirst_sale: 2020-01-01"),
        same("founded: 2020-01-01\nfirst_sale: 2024-01-01"),
        Label("矛盾的事实推不出可靠结论", "contradictory facts lead to no reliable result"),
    ),
    "D307": Entry(
        "error",
        "这不是案卷：应为映射，却是「{found}」",
        "this is not a dossier: expected a mapping, found `{found}`",
        same("- unit"),
        same("unit: {}"),
        Label("案卷的最外层是键与值", "a dossier is made of keys and values"),
    ),
    "D308": Entry(
        "error",
        "不认识的认定路径「{found}」",
        "unknown determination path `{found}`",
        same("unit/elgible: yes"),
        same("unit/eligible: yes"),
        Label("认定只能针对规则中的判断", "a determination concerns a judgement of the rules"),
    ),
    "D309": Entry(
        "warning",
        "地点「{found}」不属于已加载的地区",
        "the place `{found}` is not in a loaded region",
        same("place: atlantis"),
        same("place: shanghai"),
        Label("没有该地区的政策可以适用", "no policy of that region can apply"),
    ),
    "D310": Entry(
        "warning",
        "不认识的地区部分「{found}」",
        "unknown region section `{found}`",
        same("regions: {atlantis: {}}"),
        same("regions: {shanghai: {}}"),
        Label("该地区没有加载，这部分不会用到", "the region is not loaded, so the section is unused"),
    ),
}
