"""One map of an upload: what is wrong with it, what would cure it, what it would change."""

from geodata.ingest import Contents
from layers.locale.text import day_in_words, say
from pages.upload import ingest
from pages.upload.files import choose_map, progress
from pages.upload.fixes import show_repairs
from pages.upload.preview import show_preview
from pages.upload.publish import show_done, show_publish
from pages.upload.report import show_report
from pages.upload.state import Upload


def show_one(upload: Upload, found: Contents, language: str) -> None:
    """The map in work from the report to the link that opens it in the replay."""
    draft = choose_map(upload, found.drafts, language)
    if draft is None:
        show_report(upload, None, found.problems, language)
        return
    if upload.choice.published is not None:
        show_done([upload.choice.published], language)
        return
    with progress(language) as tell:
        examined = ingest.examine(upload, upload.at, draft, tell)
    show_report(upload, examined, found.problems_with(examined.day), language)
    # Of a large file it takes longer to try the repairs than to find what is wrong.
    with progress(language) as tell:
        offers = ingest.offered(upload, examined, tell)
    show_repairs(upload, examined, offers, language)
    snapshot = examined.report.snapshot
    if snapshot is None or found.errors_of(examined.day):
        return
    show_preview(examined, snapshot, language)
    label = say(language, "upload_publish", day=day_in_words(snapshot.effective_date, language))
    show_publish(upload, {upload.at: examined}, found.originals, label, language)
