"""The same theatre by other means: folium's own time slider, and files its CDNs would serve."""

import json
import shutil
import subprocess
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import folium
from folium.plugins import TimestampedGeoJson
from playwright.sync_api import BrowserContext, Route

from geodata.record import Record, open_record

# What folium asks CDNs for and cannot do without; a CDN is not part of a measurement.
PACKAGES = (
    "leaflet@1.9.4",
    "leaflet-timedimension@1.1.1",
    "iso8601-js-period@0.2.1",
    "jquery@3.7.1",
    "moment@2.30.1",
)
_TIME = "leaflet-timedimension/dist/leaflet.timedimension"
FILES = {
    "leaflet.js": "leaflet/dist/leaflet.js",
    "leaflet.css": "leaflet/dist/leaflet.css",
    "jquery.min.js": "jquery/dist/jquery.min.js",
    "jquery-3.7.1.min.js": "jquery/dist/jquery.min.js",
    "moment.min.js": "moment/min/moment.min.js",
    "iso8601.min.js": "iso8601-js-period/iso8601.js",
    "leaflet.timedimension.min.js": f"{_TIME}.min.js",
    "leaflet.timedimension.control.css": f"{_TIME}.control.css",
}
KEYS = """
<script>
addEventListener("load", () => {
  const map = Object.entries(globalThis).find(([name]) => /^map_[0-9a-f]+$/.test(name))[1];
  addEventListener("keydown", (event) => {
    if (event.key === "ArrowRight") map.timeDimension.nextTime(1);
    if (event.key === "ArrowLeft") map.timeDimension.previousTime(1);
  });
});
</script>
"""


@cache
def record() -> Record:
    return open_record()


def geojson(day: str, **properties: Any) -> dict[str, Any]:  # noqa: ANN401
    """The areas of a day."""
    areas = record().topology.areas(date.fromisoformat(day))
    found = json.loads(areas.to_json(drop_id=True))
    for feature in found["features"]:
        feature["properties"] |= properties
    return found


def timestamped() -> str:
    """The whole theatre as a page of folium's `TimestampedGeoJson`, with keys for its slider."""
    chart = folium.Map(location=(34.9, 38.5), zoom_start=7, tiles=None)
    features = [
        feature
        for day in record().dates
        for feature in geojson(day.isoformat(), times=[day.isoformat()])["features"]
    ]
    whole = {"type": "FeatureCollection", "features": features}
    TimestampedGeoJson(
        whole, period="P1D", duration="P1D", auto_play=False, transition_time=1
    ).add_to(chart)
    return chart.get_root().render().replace("</body>", f"{KEYS}</body>")


def fetch_assets(folder: Path) -> bool:
    """Install folium's scripts from npm; False if there is no npm."""
    if not shutil.which("npm"):
        return False
    command = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder)]
    return subprocess.run([*command, *PACKAGES], check=False).returncode == 0


def serve_assets(context: BrowserContext, folder: Path) -> None:
    """Answer every request to another machine: with the file if there is one, else with nothing."""

    def answer(route: Route) -> None:
        name = route.request.url.split("?")[0].rsplit("/", 1)[-1]
        if name in FILES:
            route.fulfill(path=folder / "node_modules" / FILES[name])
        else:
            route.fulfill(body="")

    context.route(lambda url: "localhost" not in url and url.startswith("https:"), answer)
