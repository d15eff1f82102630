/** The part of CBOR (RFC 8949) that WebAuthn uses: integers, byte and text strings, arrays, maps, simple values. */
export type Cbor = number | boolean | null | undefined | string | Buffer | Cbor[] | CborMap;
export type CborMap = Map<Cbor, Cbor>;

/** Reads one item; throws on anything malformed. `end` is where the next one would begin. */
export function decodeCbor(bytes: Buffer, start = 0): { readonly value: Cbor; readonly end: number } {
  const first = bytes.readUInt8(start);
  const major = first >> 5;
  const { value: argument, end } = readArgument(bytes, start + 1, first & 0x1f);
  switch (major) {
    case 0:
      return { value: argument, end };
    case 1:
      return { value: -1 - argument, end };
    case 2:
    case 3: {
      if (end + argument > bytes.length) throw new RangeError("CBOR string runs past the end");
      const content = bytes.subarray(end, end + argument);
      return { value: major === 2 ? content : content.toString("utf8"), end: end + argument };
    }
    case 4: {
      const list: Cbor[] = [];
      let at = end;
      for (let index = 0; index < argument; index += 1) {
        const item = decodeCbor(bytes, at);
        list.push(item.value);
        at = item.end;
      }
      return { value: list, end: at };
    }
    case 5: {
      const map: CborMap = new Map();
      let at = end;
      for (let index = 0; index < argument; index += 1) {
        const key = decodeCbor(bytes, at);
        const item = decodeCbor(bytes, key.end);
        map.set(key.value, item.value);
        at = item.end;
      }
      return { value: map, end: at };
    }
    case 7:
      return { value: { 20: false, 21: true, 22: null }[argument], end };
    default:
      throw new RangeError(`CBOR major type ${major} is not used by WebAuthn`);
  }
}

function readArgument(bytes: Buffer, at: number, info: number): { readonly value: number; readonly end: number } {
  if (info < 24) return { value: info, end: at };
  if (info === 24) return { value: bytes.readUInt8(at), end: at + 1 };
  if (info === 25) return { value: bytes.readUInt16BE(at), end: at + 2 };
  if (info === 26) return { value: bytes.readUInt32BE(at), end: at + 4 };
  throw new RangeError("CBOR lengths above 32 bits and indefinite ones are not used by WebAuthn");
}
