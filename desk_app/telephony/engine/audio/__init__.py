"""The engine's sound: the agent's microphone, speaker and ringer, and recordings.

Nothing is imported here: the child that lists the devices needs neither pjsua2 nor messages.
"""
