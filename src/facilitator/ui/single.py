"""One window a store: a second start raises the first one and leaves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCryptographicHash, QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT_MS = 500


def server_name(place: str) -> str:
    """The name under which the window of the store at a path or URL can be reached."""
    whole = place if "://" in place else str(Path(place).resolve())
    hashed = QCryptographicHash.hash(whole.encode(), QCryptographicHash.Algorithm.Sha256)
    return "facilitator-" + hashed.toHex().toStdString()[:24]


def raise_first(place: str) -> bool:
    """Ask an open window of this store to come to the front. False: there is none."""
    socket = QLocalSocket()
    socket.connectToServer(server_name(place))
    if not socket.waitForConnected(_WAIT_MS):
        return False
    # The first window answers by hanging up; one that does not is dead or stuck.
    heard = socket.state() == QLocalSocket.LocalSocketState.UnconnectedState
    heard = heard or socket.waitForDisconnected(_WAIT_MS)
    socket.abort()
    return heard


def answer_others(place: str, on_start: Callable[[], None], parent: QObject) -> QLocalServer:
    """Call `on_start` whenever the program is started again on this store.

    Listens until `parent` goes or the server is closed.
    """
    server = QLocalServer(parent)
    server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)

    def answer() -> None:
        while (socket := server.nextPendingConnection()) is not None:
            socket.disconnectFromServer()
            socket.deleteLater()
            on_start()

    server.newConnection.connect(answer)
    if not server.listen(server_name(place)):
        # What a killed program left behind; a living one has answered raise_first before.
        QLocalServer.removeServer(server_name(place))
        server.listen(server_name(place))
    return server
