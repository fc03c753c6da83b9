"""What the person wants: every act of the window's frame, as signals the composition connects."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Intents(QObject):
    """Signals only. `key` is a call's key; targets and numbers are as typed or as known.

    Nothing here says that an act is possible now: whoever carries it out decides.
    """

    answer = Signal(str)  # key
    decline = Signal(str)  # key
    take_next = Signal()  # the waiting caller whose turn it is
    take = Signal(str)  # key of a waiting caller
    move = Signal(str, str)  # key of a waiting caller, queue
    log_in = Signal(str, bool)  # queue, on
    hang_up = Signal(str)  # key; a waiting caller's too
    hold = Signal(str, bool)  # key, on
    mute = Signal(str, bool)  # key, on
    dtmf = Signal(str, str)  # key, digits of 0-9 * #
    record = Signal(str, object)  # key, RecordingState
    blind_transfer = Signal(str, str)  # key, target
    consult = Signal(str, str)  # key of the call in hand, target
    complete_transfer = Signal()
    cancel_consult = Signal()
    confer = Signal(tuple)  # keys; () splits the conference
    switch_to = Signal(str)  # key: show this call and talk to it
    dial = Signal(str)  # a cleaned number or a SIP address
    call_promised = Signal(int)  # a promise's number: call its customer
    message_seen = Signal(object)  # a message's number
    search = Signal(str)  # answered by MainWindow.show_results
    choose_state = Signal(str)  # not-ready reason, "" = ready; in a call: for after it
    more_wrap_up = Signal(int)  # seconds
    reconnect = Signal()  # register again now
    choose_device = Signal(str, str)  # "microphone", "speaker" or "ringer"; name, "" = default
    enter_password = Signal()
    enter_login = Signal()  # the password for the team's database
    sign_out = Signal()
    open_settings = Signal(str)  # a section, "" for the one last open
    play = Signal(str)  # a recording, by its name in the folder of recordings
    compact = Signal()  # the small window instead of the whole one, or back
