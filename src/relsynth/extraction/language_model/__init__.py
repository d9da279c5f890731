"""The coder by language model, all but the network: what is asked, and what of an answer may stand.

    Reading ─▶ chunks ─▶ prompt ─▶ ask (somebody else's) ─▶ reply, checked ─▶ Proposal
                                    └ answers: kept, so that nothing is paid twice

A model is not believed. Of what it says only this stands: a code of the codebook, on words that
stand in the chunk that it was shown, sign for sign. So a paper that tries to speak to the
model can at worst win codes for its own sentences.
"""
