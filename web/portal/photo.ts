/** Longest side that is sent; a phone's photo is three to five times as large and shows no more of a scratch. */
const MOST_SIDE = 2560
const QUALITY = 0.85

/** Kinds a browser draws and writes again. Moving ones stay as they are. */
const PHOTO = /^image\/(jpeg|png|webp|heic|heif|avif|bmp)$/

export const isPhoto = (file: File): boolean => PHOTO.test(file.type)

export interface Prepared {
  readonly file: File
  /** It could not be drawn here and goes as it is: it may tell where and when it was taken. */
  readonly telling: boolean
}

const named = (name: string, type: string) => (type === 'image/jpeg' && !/\.jpe?g$/i.test(name) ? `${name.replace(/\.\w{1,5}$/, '')}.jpg` : name)

const written = (canvas: HTMLCanvasElement, type: string) => new Promise<Blob>((resolve, reject) => {
  canvas.toBlob((blob) => (blob?.type === type ? resolve(blob) : reject(new Error(type))), type, QUALITY)
})

const redrawn = async (file: File): Promise<File> => {
  // The way up is in what gets lost: it is turned before.
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
  const scale = Math.min(1, MOST_SIDE / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(picture.width * scale))
  canvas.height = Math.max(1, Math.round(picture.height * scale))
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('no canvas')
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  // Screenshots have letters, which the other kind blurs.
  const type = file.type === 'image/png' ? 'image/png' : 'image/jpeg'
  const blob = await written(canvas, type)
  return new File([blob], named(file.name, type), { type, lastModified: file.lastModified })
}

/** Drawn anew, smaller, and without anything but the picture: no place, no time, no name of the phone. */
export const plainPhoto = async (file: File): Promise<Prepared> => {
  try {
    return { file: await redrawn(file), telling: false }
  } catch {
    return { file, telling: true }
  }
}
