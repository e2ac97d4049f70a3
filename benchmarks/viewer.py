"""One viewer of the replay page: what a browser says to Streamlit, said over a real websocket."""

import asyncio
import json
import time
from dataclasses import dataclass, field

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

SUBSCRIBER = "-map_state_"
TIMEOUT_S = 30


@dataclass
class Viewer:
    """A visitor with the page open; `panel` is the side panel's HTML as last received."""

    socket: websockets.ClientConnection
    subscriber: str = ""
    fragment: str = ""
    page: str = ""
    panel: str = ""
    cached: dict[str, ForwardMsg] = field(default_factory=dict)
    received: int = 0

    @classmethod
    async def open(cls, url: str, query: str = "") -> "Viewer":
        """A visitor for whom the whole page has been run once."""
        address = url.replace("http", "ws", 1) + "/_stcore/stream"
        protocols = [websockets.Subprotocol("streamlit")]
        socket = await websockets.connect(
            address, subprotocols=protocols, max_size=None, origin=url
        )
        viewer = cls(socket)
        message = BackMsg()
        message.rerun_script.query_string = query
        await viewer._run(message)
        if not (viewer.subscriber and viewer.fragment):
            raise RuntimeError("The page came without its subscriber: has the page changed?")
        return viewer

    async def rest_on(self, day: str, language: str = "en") -> float:
        """Say that the map has come to rest on a day; seconds until the panel is there."""
        state = {"day": day, "language": language, "distances": [{"from": "idlib", "to": "aleppo"}]}
        message = BackMsg()
        rerun = message.rerun_script
        rerun.query_string = f"as_of={day}&lang={language}&distances=idlib~aleppo"
        rerun.page_script_hash = self.page
        rerun.fragment_id = self.fragment
        rerun.cached_message_hashes.extend(self.cached)
        widget = rerun.widget_states.widgets.add(id=self.subscriber)
        widget.json_value = json.dumps({"state": {"state": state}})
        self.panel = ""
        begin = time.perf_counter()
        await self._run(message)
        return time.perf_counter() - begin

    async def close(self) -> None:
        await self.socket.close()

    async def _run(self, message: BackMsg) -> None:
        await self.socket.send(message.SerializeToString())
        async with asyncio.timeout(TIMEOUT_S):
            while self._take(await self.socket.recv()) != "script_finished":
                pass

    def _take(self, packet: str | bytes) -> str | None:
        assert isinstance(packet, bytes)
        self.received += len(packet)
        message = ForwardMsg.FromString(packet)
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.page = self.page or message.new_session.page_script_hash
        elif kind == "navigation":
            self.page = message.navigation.page_script_hash
        elif kind == "delta":
            self._element(message)
        elif kind == "ref_hash":
            # A large message that this visitor has had before is only named, as for a browser.
            self._element(self.cached[message.ref_hash])
        return kind

    def _element(self, message: ForwardMsg) -> None:
        if message.metadata.cacheable:
            self.cached[message.hash] = message
        element = message.delta.new_element
        component = element.bidi_component.id
        if SUBSCRIBER in component:
            self.subscriber, self.fragment = component, message.delta.fragment_id
        elif "loc-side" in element.html.body:
            self.panel = element.html.body
