"""The engine process: SIP, RTP and sound, and the journal of calls. Only here lives pjsua2."""
