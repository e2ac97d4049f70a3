"""Single map of an upload: its problems, their fixes, the change that it makes."""

from geodata.ingest import UploadedMaps
from layers.locale.text import day_in_words, say
from pages.upload import ingest
from pages.upload.files import choose_map, progress
from pages.upload.fixes import show_fixes
from pages.upload.preview import show_preview
from pages.upload.publish import show_done, show_publish
from pages.upload.report import show_report
from pages.upload.state import Upload


def show_day(upload: Upload, maps: UploadedMaps, language: str) -> None:
    """Show the map in work from the report to the link that opens it in the replay."""
    draft = choose_map(upload, maps.drafts, language)
    if draft is None:
        show_report(upload, None, maps.problems, language)
        return
    if upload.choice.published is not None:
        show_done([upload.choice.published], language)
        return
    with progress(language) as report_progress:
        checked = ingest.check_map(upload, upload.map_index, draft, report_progress)
    show_report(upload, checked, maps.problems_with(checked.day), language)
    # For a large file it takes longer to try the fixes than to find the problems.
    with progress(language) as report_progress:
        fixes = ingest.available_fixes(upload, checked, report_progress)
    show_fixes(upload, checked, fixes, language)
    snapshot = checked.report.snapshot
    if snapshot is None or maps.errors_of(checked.day):
        return
    show_preview(checked, snapshot, language)
    label = say(language, "upload_publish", day=day_in_words(snapshot.effective_date, language))
    show_publish(upload, {upload.map_index: checked}, maps.originals, label, language)
