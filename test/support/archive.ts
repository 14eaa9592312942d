const LOCAL = 0x04034b50

/** The texts of an archive in which nothing is packed, by name. @throws Error where something is. */
export const archiveTexts = (bytes: Buffer): ReadonlyMap<string, string> => {
  const texts = new Map<string, string>()
  for (let at = 0; bytes.readUInt32LE(at) === LOCAL;) {
    if (bytes.readUInt16LE(at + 8) !== 0) throw new Error('packed')
    const [size, name, extra] = [bytes.readUInt32LE(at + 22), bytes.readUInt16LE(at + 26), bytes.readUInt16LE(at + 28)]
    const begin = at + 30 + name + extra
    texts.set(bytes.toString('utf8', at + 30, at + 30 + name), bytes.toString('utf8', begin, begin + size))
    at = begin + size
  }
  return texts
}
