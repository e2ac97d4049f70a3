"""The wizard for files that nobody knows: what the properties mean, what would come of it."""

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from geodata.draft import Draft, PropertyMapping
from geodata.errors import GeodataError
from geodata.ingest import Contents
from geodata.problems import quotable
from geodata.reading import SavedMapping
from geodata.store import mappings
from geodata.store.times import written
from geodata.terms import Basis
from geodata.validation.classification import Meaning
from layers.locale.text import say
from layers.web.sketch import Shape as Drawn
from layers.web.sketch import sketch
from pages.shared import data, editors
from pages.shared.change_view import party_name
from pages.shared.html_table import show_table
from pages.shared.sketch import show_sketch
from pages.shared.style import plain
from pages.upload import ingest, state
from pages.upload.ingest import Shape, theatre
from pages.upload.properties import ask_meaning
from pages.upload.report import ground_of
from pages.upload.state import Upload

_MOST_SHAPES = 3000


def show_meaning(upload: Upload, raw: Contents, language: str) -> None:
    """The wizard where a file needs it or a person asks for it; else a button that opens it."""
    shapes = [
        ingest.shape_of(upload, raw, one)
        for one, draft in dict(zip(raw.shapes, raw.drafts, strict=True)).items()
        if draft.features
    ]
    if not shapes:
        return
    unclear = [one for one in shapes if ingest.unclear(upload, one) is not None]
    if not unclear and not upload.wizard_open:
        _closed(upload, language)
        return
    with st.container(border=True, key="upload_meaning"):
        st.subheader(say(language, "upload_meaning"))
        st.caption(say(language, "upload_meaning_help"))
        _wizard(upload, raw, _choose(shapes, unclear, language), language)


def _closed(upload: Upload, language: str) -> None:
    key = "upload_meaning_change" if upload.meanings else "upload_meaning_open"
    said = f"{say(language, 'upload_meaning_used')} " if upload.meanings else ""
    with st.container(horizontal=True, vertical_alignment="center"):
        if said:
            st.caption(said, width="content")
        if st.button(
            say(language, key), type="tertiary", icon=":material/tune:", key="upload_meaning_open"
        ):
            upload.wizard_open = True
            st.rerun()


def _choose(shapes: Sequence[Shape], unclear: Sequence[Shape], language: str) -> Shape:
    """The shape in work: of several the first that is not clear, unless another is chosen."""
    if len(shapes) == 1:
        return shapes[0]
    at = st.selectbox(
        say(language, "upload_meaning_shape", count=len(shapes)),
        range(len(shapes)),
        index=shapes.index(unclear[0]) if unclear else 0,
        format_func=lambda at: quotable(shapes[at].drafts[0].file),
        key=f"upload_meaning_shape_{state.round_number()}_{len(unclear)}",
    )
    return shapes[at]


def _wizard(upload: Upload, raw: Contents, shape: Shape, language: str) -> None:
    name = shape.fingerprint
    _saved(upload, raw, shape, language)
    start = upload.proposals.get(name) or upload.meanings.get(name) or shape.likely
    mark = f"{state.round_number()}_{upload.wizard_round}_{name}"
    proposal = ask_meaning(upload, shape, start, mark, language)
    upload.proposals[name] = proposal
    at = ingest.unclear(upload, shape) or 0
    _outlook(shape.drafts[at], ingest.outlook(upload, shape, at, proposal), language)
    with st.container(horizontal=True):
        label = say(language, "upload_meaning_use")
        if st.button(label, type="primary", key="upload_meaning_use"):
            _use(upload, raw, name, proposal)
        label = say(language, "upload_meaning_reset")
        if (upload.meanings or upload.wizard_open) and st.button(label, key="upload_meaning_reset"):
            _use(upload, raw, name, None)
    _keep(upload, raw, name, proposal, language)


def _saved(upload: Upload, raw: Contents, shape: Shape, language: str) -> None:
    """What was saved for files of this shape, each to be used with one click."""
    kept = mappings.kept(data.store().database, theatre().folder.name)
    fitting = [one for one in reversed(kept) if one.saved.fingerprint == shape.fingerprint]
    for at, one in enumerate(fitting):
        if upload.meanings.get(shape.fingerprint) == one.saved.mapping:
            continue
        left, right = st.columns([3, 1], vertical_alignment="center")
        facts = {"name": one.saved.name, "who": one.recorded_by, "time": written(one.recorded_at)}
        facts = {key: plain(value) for key, value in facts.items()}
        left.info(say(language, "upload_meaning_saved", **facts))
        label = say(language, "upload_meaning_apply", name=plain(one.saved.name))
        if right.button(label, key=f"upload_meaning_apply_{at}", width="stretch"):
            _use(upload, raw, shape.fingerprint, one.saved.mapping)


def _outlook(draft: Draft, read: Sequence[Meaning], language: str) -> None:
    """How many features would go to whom, and where."""
    counts = Counter((one.party, one.basis) if one.key else (None, None) for one in read)
    unclear = say(language, "upload_meaning_unclear")
    claimed = say(language, "claimed")
    rows = [
        (
            unclear
            if party is None
            else party_name(theatre(), party, language)
            + (f" ({claimed})" if basis is Basis.CLAIMED else ""),
            f"{count:,}",
        )
        for (party, basis), count in counts.most_common()
    ]
    left, right = st.columns([2, 3])
    with left:
        heads = [say(language, key) for key in ("party", "upload_features_head")]
        show_table(language, say(language, "upload_meaning_outlook"), heads, rows)
    with right:
        label = say(language, "upload_meaning_map")
        drawn = _drawn(draft, read, language)
        show_sketch(sketch(theatre(), drawn, language, label), "upload_map_of_meaning")


def _drawn(draft: Draft, read: Sequence[Meaning], language: str) -> list[Drawn]:
    pairs = list(zip(draft.features, read, strict=True))[:_MOST_SHAPES]
    return [
        Drawn(
            ground,
            "area" if one.key else "problem",
            one.party,
            party_name(theatre(), one.party, language) if one.key else quotable(feature.name),
        )
        for feature, one in pairs
        if (ground := ground_of(feature)) is not None
    ]


def _keep(
    upload: Upload, raw: Contents, fingerprint: str, proposal: PropertyMapping, language: str
) -> None:
    """Save what was said under a name; what is saved is used."""
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    mark = f"{state.round_number()}_{upload.wizard_round}"
    name = left.text_input(
        say(language, "upload_meaning_name"),
        max_chars=mappings.LONGEST_NAME,
        key=f"upload_meaning_name_{mark}",
    )
    label = say(language, "upload_meaning_save")
    if not right.button(label, key="upload_meaning_save", width="stretch"):
        return
    editor = editors.require()
    saved = SavedMapping(name, fingerprint, proposal)
    try:
        mappings.keep(data.store().database, theatre().folder.name, saved, str(editor))
    except GeodataError as error:
        st.error(say(language, "upload_meaning_not_saved", reason=plain(str(error))))
    else:
        st.toast(say(language, "upload_meaning_is_saved", name=plain(" ".join(name.split()))))
        _use(upload, raw, fingerprint, proposal)


def _use(upload: Upload, raw: Contents, fingerprint: str, mapping: PropertyMapping | None) -> None:
    """Read files of a shape as was said (None: as before), and show the page anew."""
    before = ingest.read_as_said(upload, raw).drafts
    if mapping is None:
        upload.meanings.pop(fingerprint, None)
        upload.proposals.pop(fingerprint, None)
    else:
        upload.meanings[fingerprint] = upload.proposals[fingerprint] = mapping
    now = ingest.read_as_said(upload, raw).drafts
    days = [[(one.file, one.effective_date) for one in some] for some in (before, now)]
    if days[0] != days[1]:
        # What was chosen was chosen for other maps.
        upload.choices, upload.at, upload.together = {}, 0, True
    upload.wizard_open = False
    upload.wizard_round += 1
    st.rerun()
