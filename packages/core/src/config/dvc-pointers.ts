/** Where pointers of DVC lie that may stand for a file: beside it, or beside a folder that it is in. */
export function dvcPointersOf(path: string): readonly string[] {
  const steps = path.split('/');
  const places = steps.map((_, left) => steps.slice(0, steps.length - left));
  return places.filter((place) => place.at(-1) !== '..').map((place) => `${place.join('/')}.dvc`);
}
