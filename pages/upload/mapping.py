"""Wizard for files of an unknown shape: mapping of the properties, and a preview of it."""

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from geodata.draft import Draft, PropertyMapping
from geodata.errors import GeodataError
from geodata.ingest import UploadedMaps
from geodata.problems import quotable
from geodata.reading import SavedMapping
from geodata.store import mappings
from geodata.store.times import written
from geodata.terms import Basis, Status
from geodata.validation.classification import Classification
from layers.locale import Locale
from layers.web.sketch import SketchShape, sketch
from pages.shared import data, editors
from pages.shared.change_view import party_name
from pages.shared.sketch import show_sketch
from pages.shared.style import plain
from pages.shared.table import show_table
from pages.upload import ingest, state
from pages.upload.ingest import FileShape, theatre
from pages.upload.properties import ask_mapping
from pages.upload.report import ground_of
from pages.upload.state import Upload

_MAX_SHAPES = 3000


def show_mapping(upload: Upload, raw: UploadedMaps, locale: Locale) -> None:
    """Show the wizard where a file needs it or a person opens it; else a button that opens it."""
    shapes = [
        ingest.shape_of(upload, raw, fingerprint)
        for fingerprint, draft in dict(zip(raw.shapes, raw.drafts, strict=True)).items()
        if draft.features
    ]
    if not shapes:
        return
    unclear = [shape for shape in shapes if ingest.unclear(upload, shape) is not None]
    if not unclear and not upload.wizard_open:
        _closed(upload, locale)
        return
    with st.container(border=True, key="upload_mapping"):
        st.subheader(locale.say("upload_mapping"))
        st.caption(locale.say("upload_mapping_help"))
        _wizard(upload, raw, _choose(shapes, unclear, locale), locale)


def _closed(upload: Upload, locale: Locale) -> None:
    key = "upload_mapping_change" if upload.mappings else "upload_mapping_open"
    note = f"{locale.say('upload_mapping_used')} " if upload.mappings else ""
    with st.container(horizontal=True, vertical_alignment="center"):
        if note:
            st.caption(note, width="content")
        if st.button(
            locale.say(key), type="tertiary", icon=":material/tune:", key="upload_mapping_open"
        ):
            upload.wizard_open = True
            st.rerun()


def _choose(shapes: Sequence[FileShape], unclear: Sequence[FileShape], locale: Locale) -> FileShape:
    """Choose the shape in work: of several the first that is unclear, unless another is chosen."""
    if len(shapes) == 1:
        return shapes[0]
    number = st.selectbox(
        locale.say("upload_mapping_shape", count=len(shapes)),
        range(len(shapes)),
        index=shapes.index(unclear[0]) if unclear else 0,
        format_func=lambda number: quotable(shapes[number].drafts[0].file),
        key=f"upload_mapping_shape_{state.round_number()}_{len(unclear)}",
    )
    return shapes[number]


def _wizard(upload: Upload, raw: UploadedMaps, shape: FileShape, locale: Locale) -> None:
    name = shape.fingerprint
    _saved(upload, raw, shape, locale)
    start = upload.proposals.get(name) or upload.mappings.get(name) or shape.likely
    mark = f"{state.round_number()}_{upload.wizard_round}_{name}"
    proposal = ask_mapping(upload, shape, start, mark, locale)
    upload.proposals[name] = proposal
    number = ingest.unclear(upload, shape) or 0
    _preview(
        shape.drafts[number],
        ingest.preview_classifications(upload, shape, number, proposal),
        locale,
    )
    with st.container(horizontal=True):
        label = locale.say("upload_mapping_use")
        if st.button(label, type="primary", key="upload_mapping_use"):
            _use(upload, raw, name, proposal)
        label = locale.say("upload_mapping_reset")
        if (upload.mappings or upload.wizard_open) and st.button(label, key="upload_mapping_reset"):
            _use(upload, raw, name, None)
    _keep(upload, raw, name, proposal, locale)


def _saved(upload: Upload, raw: UploadedMaps, shape: FileShape, locale: Locale) -> None:
    """Show the mappings saved for files of this shape, each with a button to use it."""
    saved = mappings.stored(data.store().database, theatre().folder.name)
    fitting = [row for row in reversed(saved) if row.saved.fingerprint == shape.fingerprint]
    for number, row in enumerate(fitting):
        if upload.mappings.get(shape.fingerprint) == row.saved.mapping:
            continue
        left, right = st.columns([3, 1], vertical_alignment="center")
        facts = {"name": row.saved.name, "who": row.recorded_by, "time": written(row.recorded_at)}
        facts = {key: plain(value) for key, value in facts.items()}
        left.info(locale.say("upload_mapping_saved", **facts))
        label = locale.say("upload_mapping_apply", name=plain(row.saved.name))
        if right.button(label, key=f"upload_mapping_apply_{number}", width="stretch"):
            _use(upload, raw, shape.fingerprint, row.saved.mapping)


def _preview(draft: Draft, read: Sequence[Classification], locale: Locale) -> None:
    """Show how many features each party would get, and where."""
    counts = Counter(
        (classification.party, classification.basis) if classification.key else (None, None)
        for classification in read
    )
    unclear = locale.say("upload_mapping_unclear")
    claimed = locale.say("claimed")
    rows = [
        (
            unclear
            if party is None
            else party_name(party, locale) + (f" ({claimed})" if basis is Basis.CLAIMED else ""),
            locale.number(count),
        )
        for (party, basis), count in counts.most_common()
    ]
    left, right = st.columns([2, 3])
    with left:
        heads = [locale.say(key) for key in ("party", "upload_features_head")]
        show_table(locale, locale.say("upload_mapping_preview"), heads, rows)
    with right:
        label = locale.say("upload_mapping_map")
        drawn = _drawn(draft, read, locale)
        show_sketch(sketch(theatre(), drawn, locale.language, label), "upload_map_of_mapping")


def _drawn(draft: Draft, read: Sequence[Classification], locale: Locale) -> list[SketchShape]:
    pairs = list(zip(draft.features, read, strict=True))[:_MAX_SHAPES]
    return [
        SketchShape(
            ground,
            "area" if classification.key else "problem",
            classification.party,
            party_name(classification.party, locale)
            if classification.key
            else quotable(feature.name),
            status=classification.status or Status.CONTROLLED,
        )
        for feature, classification in pairs
        if (ground := ground_of(feature)) is not None
    ]


def _keep(
    upload: Upload, raw: UploadedMaps, fingerprint: str, proposal: PropertyMapping, locale: Locale
) -> None:
    """Save the mapping under a name, and use it."""
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    mark = f"{state.round_number()}_{upload.wizard_round}"
    name = left.text_input(
        locale.say("upload_mapping_name"),
        max_chars=mappings.MAX_NAME_LENGTH,
        key=f"upload_mapping_name_{mark}",
    )
    label = locale.say("upload_mapping_save")
    if not right.button(label, key="upload_mapping_save", width="stretch"):
        return
    editor = editors.require()
    saved = SavedMapping(name, fingerprint, proposal)
    try:
        mappings.save(data.store().database, theatre().folder.name, saved, str(editor))
    except GeodataError as error:
        st.error(locale.say("upload_mapping_not_saved", reason=plain(str(error))))
    else:
        st.toast(locale.say("upload_mapping_is_saved", name=plain(" ".join(name.split()))))
        _use(upload, raw, fingerprint, proposal)


def _use(
    upload: Upload, raw: UploadedMaps, fingerprint: str, mapping: PropertyMapping | None
) -> None:
    """Use a mapping for files of a shape (None: as before), and rerun the page."""
    before = ingest.with_mappings(upload, raw).drafts
    if mapping is None:
        upload.mappings.pop(fingerprint, None)
        upload.proposals.pop(fingerprint, None)
    else:
        upload.mappings[fingerprint] = upload.proposals[fingerprint] = mapping
    now = ingest.with_mappings(upload, raw).drafts
    days = [[(draft.file, draft.effective_date) for draft in some] for some in (before, now)]
    if days[0] != days[1]:
        # The choices were made for other maps.
        upload.choices, upload.map_index, upload.together = {}, 0, True
    upload.wizard_open = False
    upload.wizard_round += 1
    st.rerun()
