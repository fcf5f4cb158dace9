import GVCIDE
