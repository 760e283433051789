"""D301 and up: the dossiers of users."""

from __future__ import annotations

from humi.reading.codes.entry import Entry, same
from humi.values.label import Label

DOSSIERS: dict[str, Entry] = {
    "D301": Entry(
        "error",
        "不认识的事实「{found}」",
        "unknown fact `{found}`",
        same("unit: {staf: 3}"),
        same("unit: {staff: 3}"),
        Label("拼错的事实会被当成没有填写", "a mistyped fact would count as not given"),
    ),
    "D302": Entry(
        "error",
        "「{fact}」的值「{found}」不对，应为{expected}",
        "`{fact}` has the wrong value `{found}`, expected {expected}",
        same("unit: {staff: many}"),
        same("unit: {staff: 3}"),
        Label("每个事实有自己的类型", "every fact has a type"),
    ),
    "D303": Entry(
        "error",
        "「{fact}」的值「{found}」超出范围",
        "`{fact}` has the value `{found}`, which is outside its range",
        same("unit: {staff: -3}"),
        same("unit: {staff: 3}"),
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
        same("titles:\n  - id: T1\n  - id: T1"),
        same("titles:\n  - id: T1\n  - id: T2"),
        Label("标识用来引用，必须唯一", "an id is used for reference, so it has to be unique"),
    ),
    "D306": Entry(
        "error",
        "「{first}」与「{second}」互相矛盾",
        "`{first}` and `{second}` contradict each other",
        same("unit: {staff: 10, staff_trained: 12}"),
        same("unit: {staff: 12, staff_trained: 10}"),
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
        "warning",
        "不认识的认定路径「{found}」",
        "unknown determination path `{found}`",
        same("determinations:\n  - {criterion: yinchuan/designations/bsae/criteria/standard, result: met}"),
        same("determinations:\n  - {criterion: yinchuan/designations/base/criteria/standard, result: met}"),
        Label("认定只能针对规则中的判断", "a determination concerns a judgement of the rules"),
    ),
    "D309": Entry(
        "warning",
        "地点「{found}」不属于已加载的地区",
        "the place `{found}` is not in a loaded region",
        same("unit: {place: atlantis}"),
        same("unit: {place: yinchuan}"),
        Label("没有该地区的政策可以适用", "no policy of that region can apply"),
    ),
    "D310": Entry(
        "warning",
        "不认识的地区部分「{found}」",
        "unknown region section `{found}`",
        same("unit: {atlantis: {willing: true}}"),
        same("unit: {yinchuan: {willing: true}}"),
        Label("该地区没有加载，这部分不会用到", "the region is not loaded, so the section is unused"),
    ),
    "D311": Entry(
        "warning",
        "没有编号为「{found}」的地区，这样的记录不计入任何地区",
        "no region has the id `{found}`; such records count for no region",
        same("titles: [{region: 银川市}]"),
        same("titles: [{region: yinchuan}]"),
        Label("记录的地区写编号；写成名称就会被漏计", "a record names its region by its id; by its name it is left out"),
    ),
    "D312": Entry(
        "warning",
        "「{region}」的规则里没有「{found}」（{fact}），这样的记录可能被漏计",
        "the rules of `{region}` know no `{found}` (`{fact}`); such records may be left out",
        same("titles: [{region: yinchuan, kind: 保护站}]"),
        same("titles: [{region: yinchuan, kind: station}]"),
        Label(
            "称号和工作记录的种类、申领的激励都写规则里的编号",
            "kinds of titles and acts, and the incentive of a claim, are ids of the rules",
        ),
    ),
}
