"""Pure rules of the bridge: no clock, no random, no I/O."""
