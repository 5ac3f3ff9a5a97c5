/** Values of items, as the documents' examples have them. */
export const samples = {
  whole: {
    Name: 'Restaurant1',
    City: 'New York',
    Cuisine: 'American',
    Rating: 5,
    Loyalty_Program: true,
    Location: { Latitude: 33.6112, Longitude: -117.8711 },
    Top_Dishes: ['Hamburger', 'Deluxe Cheeseburger'],
    Created_At: '2022-11-01T09:03:19.967+00:00',
  },
  /** An update changes a list by what it adds and removes. */
  part: { Rating: 4, Top_Dishes: { $add: ['Soup'], $remove: ['Hamburger'] } },
};
