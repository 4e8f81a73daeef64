// The software bill of materials: `npm run sbom` writes sbom.cdx.json out of package-lock.json, and prints a line of counts (docs/supply-chain.md).
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Enums, Models, Serialize, SPDX, Spec } from '@cyclonedx/cyclonedx-library';

const pathOf = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const jsonOf = (path) => JSON.parse(readFileSync(pathOf(path), 'utf8'));
/** By code units: localeCompare puts names in another order on another machine. */
const byCode = (a, b) => (a < b ? -1 : Number(a > b));
const folder = 'node_modules/';

/** Where a package that stands at `from` finds another one: beside itself, or in a folder further out, as Node looks for it. Null: it is not installed. */
function placeOf(packages, from, name) {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf(`/${folder}`)))) {
    const inside = `${at && `${at}/`}${folder}${name}`;
    if (packages[inside]) return packages[inside].link ? packages[inside].resolved : inside;
    if (at === '') return null;
  }
}

/** Places of packages by their names, as one package finds them; what is not installed (another system's, a user's choice) is left out. */
const found = (packages, from, ...lists) =>
  Object.keys(Object.assign({}, ...lists)).flatMap((name) => placeOf(packages, from, name) ?? []);

/** Names of packages that the console's code imports: the build writes them into web/dist, whatever kind of dependency they are called. */
export function importedByConsole() {
  const names = new Set();
  for (const entry of readdirSync(pathOf('web/src'), { recursive: true, withFileTypes: true })) {
    if (!/\.tsx?$/.test(entry.name) || /\.spec\.tsx?$/.test(entry.name)) continue;
    const text = readFileSync(`${entry.parentPath}/${entry.name}`, 'utf8');
    for (const [, type, name] of text.matchAll(/^(?:import|export) (type )?(?:[\w\s{},*]+ from )?'(@?[\w][^']*)'/gm))
      if (!type) names.add(/^(@[^/]+\/)?[^/]+/.exec(name)[0]);
  }
  return [...names].sort(byCode);
}

/** Places of all that is given out: what production installs, and what the console's files carry. */
export function givenOut(packages) {
  const installed = Object.keys(packages).filter(
    (place) => place !== '' && !packages[place].dev && !packages[place].link,
  );
  const places = new Set(installed);
  const open = importedByConsole().map((name) => placeOf(packages, 'web', name));
  for (let place = open.pop(); place; place = open.pop()) {
    if (places.has(place)) continue;
    places.add(place);
    open.push(...found(packages, place, packages[place].dependencies));
  }
  return places;
}

const nameOf = (place, { name }) => name ?? place.slice(place.lastIndexOf(folder) + folder.length);

function componentOf(place, one, scope) {
  const name = nameOf(place, one);
  const [, group, short] = /^(?:(@[^/]+)\/)?(.+)$/.exec(name);
  const component = new Models.Component(Enums.ComponentType.Library, short, {
    bomRef: `${name}@${one.version}`,
    group,
    version: one.version,
    scope,
    purl: `pkg:npm/${name.replace('@', '%40')}@${one.version.replace('+', '%2B')}`,
  });
  if (one.integrity)
    component.hashes.set(
      Enums.HashAlgorithm['SHA-512'],
      Buffer.from(one.integrity.replace('sha512-', ''), 'base64').toString('hex'),
    );
  if (one.license)
    component.licenses.add(
      SPDX.isSupportedSpdxId(one.license)
        ? new Models.SpdxLicense(one.license)
        : new Models.LicenseExpression(one.license),
    );
  return component;
}

/**
 * The document, to the byte: the same lock file and the same imports of the console give the same one, on every machine and day. Hence no time in it,
 * and a serial number made of all the rest.
 */
export function billOfMaterials(lock = jsonOf('package-lock.json')) {
  const { packages } = lock;
  const shipped = givenOut(packages);
  const { Required, Optional, Excluded } = Enums.ComponentScope;
  const scopeOf = (place) =>
    !shipped.has(place) ? Excluded : packages[place].optional || packages[place].devOptional ? Optional : Required;
  const rank = [Required, Optional, Excluded];
  const places = Object.keys(packages)
    .filter((place) => !packages[place].link)
    .sort(
      (a, b) =>
        rank.indexOf(scopeOf(a)) - rank.indexOf(scopeOf(b)) ||
        byCode(nameOf(a, packages[a]), nameOf(b, packages[b])) ||
        byCode(a, b),
    );

  // One package at several places is one component: what is given out came first.
  const components = new Map();
  const atPlace = new Map();
  for (const place of places) {
    const component = componentOf(place, packages[place], place === '' ? undefined : scopeOf(place));
    const reference = component.bomRef.value;
    if (!components.has(reference)) components.set(reference, component);
    atPlace.set(place, components.get(reference));
  }
  for (const place of places) {
    const { dependencies, optionalDependencies, peerDependencies, devDependencies } = packages[place];
    const lists = [dependencies, optionalDependencies, peerDependencies, devDependencies];
    const ours = place === '' ? packages[''].workspaces : [];
    const needed = [...found(packages, place, ...lists), ...ours].map((other) => atPlace.get(other));
    needed.sort((a, b) => byCode(a.bomRef.value, b.bomRef.value));
    for (const other of needed) atPlace.get(place).dependencies.add(other.bomRef);
  }

  const product = atPlace.get('');
  product.type = atPlace.get('web').type = Enums.ComponentType.Application;
  const bom = new Models.Bom({
    components: new Models.ComponentRepository([...components.values()].filter((one) => one !== product)),
  });
  bom.metadata.component = product;
  bom.metadata.lifecycles.add(Enums.LifecyclePhase.PreBuild);
  const library = componentOf(
    'node_modules/@cyclonedx/cyclonedx-library',
    packages['node_modules/@cyclonedx/cyclonedx-library'],
  );
  library.bomRef.value = undefined;
  bom.metadata.tools.components.add(library);
  bom.metadata.properties.add(new Models.Property('cdx:reproducible', 'true'));

  const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6));
  const write = () => `${serializer.serialize(bom, { sortLists: false, space: 1 })}\n`;
  bom.serialNumber = `urn:uuid:${uuidOf(write())}`;
  return write();
}

/** A UUID of version 8 out of a text's SHA-256. */
function uuidOf(text) {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** One line for a person: how much is given out, how much only builds and tests, and under which licences the former is. */
export function countsLine(text) {
  const { components } = JSON.parse(text);
  const out = components.filter(({ scope }) => scope !== 'excluded');
  const counts = new Map();
  for (const { licenses: [one] = [] } of out) {
    const licence = one?.expression ?? one?.license.id ?? 'none';
    counts.set(licence, (counts.get(licence) ?? 0) + 1);
  }
  const licences = [...counts].sort(([a, many], [b, more]) => more - many || byCode(a, b));
  return (
    `CycloneDX 1.6: ${components.length} packages, ${out.length} given out (${licences.map((one) => one.join(' ')).join(', ')}), ` +
    `${components.length - out.length} only to build and test`
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = billOfMaterials();
  writeFileSync(pathOf('sbom.cdx.json'), text);
  console.log(countsLine(text));
}
