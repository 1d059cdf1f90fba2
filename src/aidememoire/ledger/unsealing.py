"""What is in a sealed body? XChaCha20-Poly1305 of libsodium, asked for with as little around it as can be.

PyNaCl's own wrapper takes three times as long as the opening itself, and a cold fold opens two boxes a record. The
wrapper's checks of lengths stand here too: the C function reads as many bytes as it expects, whatever it is given.
"""

from __future__ import annotations

from nacl._sodium import ffi, lib
from nacl.exceptions import CryptoError

KEY_LENGTH, NONCE_LENGTH, _TAG = 32, 24, 16

_bytes = ffi.typeof("unsigned char[]")
# libsodium writes every byte that is read afterwards, so none needs to be cleared first.
_room = ffi.new_allocator(should_clear_after_alloc=False)
_decrypt, _buffer, _nothing = lib.crypto_aead_xchacha20poly1305_ietf_decrypt, ffi.buffer, ffi.NULL


def unsealed(sealed: bytes, about: bytes, nonce: bytes, key: bytes) -> bytes:
    """Return what was sealed with a key and bound to ``about``; raises ``CryptoError`` for anything else."""
    length = len(sealed) - _TAG
    if length < 0 or len(nonce) != NONCE_LENGTH or len(key) != KEY_LENGTH:
        raise CryptoError
    plain = _room(_bytes, length)
    if _decrypt(plain, _nothing, _nothing, sealed, length + _TAG, about, len(about), nonce, key):
        raise CryptoError
    opened: bytes = _buffer(plain)[:]
    return opened
