/** Given and family names of Montréal, for the accounts that only have to be there. */
export const givenNames = [
  'Émilie', 'Amélie', 'Catherine', 'Mélanie', 'Geneviève', 'Isabelle', 'Marie-Ève', 'Stéphanie', 'Valérie', 'Audrey', 'Béatrice', 'Camille',
  'Florence', 'Jasmine', 'Léa', 'Maude', 'Océane', 'Sophie', 'Yasmine', 'Jennifer', 'Emily', 'Sarah', 'Olivia', 'Hannah', 'Mei', 'Fatou',
  'Alexandre', 'Antoine', 'Benoît', 'Cédric', 'David', 'Félix', 'François', 'Guillaume', 'Hugo', 'Jean-Philippe', 'Jérôme', 'Louis', 'Mathieu',
  'Maxime', 'Nicolas', 'Philippe', 'Raphaël', 'Samuel', 'Simon', 'Thomas', 'Vincent', 'Xavier', 'Andrew', 'Daniel', 'Michael', 'William',
  'Arjun', 'Diego', 'Hao', 'Karim', 'Omar', 'Sergei',
];

export const familyNames = [
  'Tremblay', 'Gagnon', 'Roy', 'Côté', 'Bouchard', 'Morin', 'Fortin', 'Gagné', 'Ouellette', 'Pelletier', 'Bélanger', 'Lévesque', 'Bergeron',
  'Leblanc', 'Paquette', 'Girard', 'Simard', 'Boucher', 'Caron', 'Beaulieu', 'Cloutier', 'Dubé', 'Poirier', 'Fournier', 'Lapointe', 'Leclerc',
  'Lefebvre', 'Poulin', 'Thibault', 'St-Pierre', 'Nadeau', 'Martin', 'Landry', 'Bédard', 'Grenier', 'Lessard', 'Turcotte', 'Lachance', 'Hébert',
  'Desjardins', 'Michaud', 'Savard', 'Demers', 'Smith', 'Campbell', 'Murphy', 'Cohen', 'Rossi', 'Papadopoulos', 'Singh', 'Patel', 'Tran',
  'Zhang', 'Haddad', 'Diallo', 'Jean-Baptiste', 'Fernández', 'Novák', 'Ivanova', 'Da Silva',
];

/** Lower case, no accents, no blanks: how a name stands in an address. */
export function asAddress(displayName: string): string {
  return displayName.normalize('NFD').replace(/[\u0300-\u036f']/g, '').toLowerCase().replace(/ /g, '.');
}
