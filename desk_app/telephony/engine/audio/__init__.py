"""The engine's sound: the agent's microphone, speaker and ringer, and recordings."""

from desk_app.telephony.engine.audio.agent import AgentAudio
from desk_app.telephony.engine.audio.recorder import StereoRecorder

__all__ = ["AgentAudio", "StereoRecorder"]
