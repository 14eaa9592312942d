const QUALITY = 0.92

/** Kinds that a browser draws and writes again. */
const DRAWN = /^image\/(jpeg|png|webp)$/
export const canTurn = (mediaType: string): boolean => DRAWN.test(mediaType)

/** The picture a quarter turned to the right, as a file of the same name and kind. */
export const turned = async (picture: Blob, name: string): Promise<File> => {
  const drawn = await createImageBitmap(picture, { imageOrientation: 'from-image' })
  const canvas = document.createElement('canvas')
  canvas.width = drawn.height
  canvas.height = drawn.width
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('no canvas')
  pen.translate(canvas.width, 0)
  pen.rotate(Math.PI / 2)
  pen.drawImage(drawn, 0, 0)
  drawn.close()
  const blob = await new Promise<Blob | null>((resolve) => { canvas.toBlob(resolve, picture.type, QUALITY) })
  if (!blob) throw new Error(picture.type)
  return new File([blob], name, { type: blob.type })
}
