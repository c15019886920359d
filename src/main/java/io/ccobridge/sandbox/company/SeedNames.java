package io.ccobridge.sandbox.company;

import java.util.List;

/** The names of the seed: people's words, kept apart from what is done with them. */
final class SeedNames {

    /** A project, its time zone both ways, and the customer that Spectrum has for its job. */
    record Site(String name, String number, String timeZone, String tzName, String customer) {}

    /** A vendor of a trade. */
    record Firm(String name, String code, String trade) {}

    /** A cost code and the trade that works under it. */
    record Code(String code, String name, String trade) {}

    private static final String EASTERN = "Eastern Time (US & Canada)";
    private static final String CENTRAL = "Central Time (US & Canada)";
    private static final String MOUNTAIN = "Mountain Time (US & Canada)";

    static final List<Site> SITES =
            List.of(
                    new Site("Harbor Tower", "24-101", EASTERN, "America/New_York", "HARBORDEV"),
                    new Site(
                            "St. Agnès Hospital Wing",
                            "24-102",
                            EASTERN,
                            "America/New_York",
                            "AGNES"),
                    new Site(
                            "Elm & 5th Parking Garage",
                            "24-103",
                            CENTRAL,
                            "America/Chicago",
                            "CITYCHI"),
                    new Site(
                            "Ridgeline Middle School",
                            "25-104",
                            MOUNTAIN,
                            "America/Denver",
                            "RIDGESD"),
                    new Site(
                            "Lakeside Data Center II",
                            "25-105",
                            CENTRAL,
                            "America/Chicago",
                            "LAKEDC"),
                    new Site("Mill Street Lofts", "25-106", EASTERN, "America/New_York", "MILLST"));

    static final List<String> COST_TYPES = List.of("L", "M", "E", "S");

    /** A cost code that Procore has and Spectrum has not. */
    static final Code UNKNOWN = new Code("10-140", "Signage", "none");

    /** A cost code whose phases are complete in Spectrum. */
    static final Code COMPLETE = new Code("01-710", "Mobilization and survey", "none");

    /** A vendor that Spectrum had once. */
    static final Firm INACTIVE = new Firm("Old Colony Tile", "OLDCOLONY", "paint");

    static final List<Code> CODES =
            List.of(
                    UNKNOWN,
                    COMPLETE,
                    new Code("01-500", "Temporary facilities", "general"),
                    new Code("02-410", "Selective demolition", "demolition"),
                    new Code("03-300", "Cast-in-place concrete", "concrete"),
                    new Code("03-350", "Concrete finishing", "concrete"),
                    new Code("04-200", "Unit masonry", "masonry"),
                    new Code("05-120", "Structural steel", "steel"),
                    new Code("05-500", "Metal fabrications", "steel"),
                    new Code("06-200", "Finish carpentry", "carpentry"),
                    new Code("07-500", "Membrane roofing", "roofing"),
                    new Code("07-810", "Applied fireproofing", "fireproofing"),
                    new Code("08-100", "Doors and frames", "doors"),
                    new Code("08-440", "Curtain wall", "glazing"),
                    new Code("09-250", "Gypsum board", "drywall"),
                    new Code("09-900", "Painting and coating", "paint"),
                    new Code("14-200", "Elevators", "elevator"),
                    new Code("21-130", "Fire sprinklers", "sprinkler"),
                    new Code("22-100", "Plumbing piping", "plumbing"),
                    new Code("23-300", "HVAC air distribution", "mechanical"),
                    new Code("26-050", "Electrical raceways", "electrical"),
                    new Code("26-500", "Lighting", "electrical"),
                    new Code("31-200", "Earth moving", "sitework"),
                    new Code("32-120", "Asphalt paving", "sitework"));

    static final List<Firm> FIRMS =
            List.of(
                    new Firm("Acme Concrete", "ACME", "concrete"),
                    new Firm("Bayside Foundations, Inc.", "BAYSIDE", "concrete"),
                    new Firm("Muñoz & Sons Masonry", "MUNOZ", "masonry"),
                    new Firm("Keystone Brick & Block", "KEYBRICK", "masonry"),
                    new Firm("O'Brien Steel Erectors", "OBRIEN", "steel"),
                    new Firm("Ironworks of Quincy", "IRONQUIN", "steel"),
                    new Firm("Łukasz Metal Fabrication", "LUKASZ", "steel"),
                    new Firm("Harrow Millwork", "HARROW", "carpentry"),
                    new Firm("Lefèbvre Finish Carpentry", "LEFEBVRE", "carpentry"),
                    new Firm("Topline Roofing Co.", "TOPLINE", "roofing"),
                    new Firm("Summit Roofing & Sheet Metal", "SUMMIT", "roofing"),
                    new Firm("Safe-T-Shield Fireproofing", "SAFETSH", "fireproofing"),
                    new Firm("Colonial Door & Hardware", "COLDOOR", "doors"),
                    new Firm("Clearview Glazing", "CLEARVIEW", "glazing"),
                    new Firm("Beauséjour Curtain Wall", "BEAUSEJOUR", "glazing"),
                    new Firm("Tri-County Drywall", "TRIDRY", "drywall"),
                    new Firm("Nguyen Interiors LLC", "NGUYEN", "drywall"),
                    new Firm("Brush & Roll Painting", "BRUSHROLL", "paint"),
                    new Firm("Castañeda Coatings", "CASTANEDA", "paint"),
                    new Firm("Dvořák Elevator", "DVORAK", "elevator"),
                    new Firm("Minuteman Fire Protection", "MINUTEMAN", "sprinkler"),
                    new Firm("Red Valve Sprinkler Co.", "REDVALVE", "sprinkler"),
                    new Firm("Paquette Plumbing & Heating", "PAQUETTE", "plumbing"),
                    new Firm("Blue Line Mechanical Piping", "BLUELINE", "plumbing"),
                    new Firm("Northeast Air Systems", "NEAIR", "mechanical"),
                    new Firm("Thompson HVAC", "THOMPSON", "mechanical"),
                    new Firm("Ångström Controls", "ANGSTROM", "mechanical"),
                    new Firm("Volt & Ampere Electric", "VOLTAMP", "electrical"),
                    new Firm("Hernández Electric", "HERNANDEZ", "electrical"),
                    new Firm("Brightline Lighting Supply", "BRIGHTLINE", "electrical"),
                    new Firm("Granite Site Works", "GRANITE", "sitework"),
                    new Firm("D'Angelo Excavating", "DANGELO", "sitework"),
                    new Firm("Pioneer Paving", "PIONEER", "sitework"),
                    new Firm("Controlled Demo Services", "CONTDEMO", "demolition"),
                    new Firm("Wrecking Crew Ltd.", "WRECKCREW", "demolition"),
                    new Firm("Patriot Scaffold & Shoring", "PATRIOT", "general"),
                    new Firm("United Site Trailers", "UNITEDST", "general"),
                    // three that accounting does not know, or knows no longer
                    new Firm("Sørensen Acoustics", null, "drywall"),
                    new Firm("QuickPour Ready Mix", null, "concrete"),
                    INACTIVE);

    /** Titles that fit Spectrum's 30 characters. */
    static final List<String> TITLES =
            List.of(
                    "Added footing at grid line B4",
                    "RFI 118 - beam penetration",
                    "ASI 07 revised door schedule",
                    "Owner requested finishes",
                    "Unforeseen rock removal",
                    "Credit for deleted scope",
                    "Weekend overtime, level 3",
                    "Relocate floor drain",
                    "Bulletin 4 - lobby changes",
                    "Extra rebar per RFI 96",
                    "Change to PVC-free conduit",
                    "Temporary heat, March & April",
                    "Façade mock-up rework",
                    "Patch & paint corridor 2",
                    "Allowance reconciliation",
                    "Additional blocking, units A-F",
                    "Winter protection",
                    "Re-route duct at stair 2",
                    "Escalation per contract §8",
                    "Fire alarm device relocation");

    /** Titles that people write all the same. */
    static final List<String> LONG_TITLES =
            List.of(
                    "Additional fireproofing at level 4 mechanical room",
                    "Owner directed change to the main lobby ceiling",
                    "RFI 204 - revise steel connections at grid lines C & D",
                    "Provide temporary power for the elevator installation",
                    "Credit for the deleted canopy at the west entrance",
                    "Replace damaged curtain wall units after the storm",
                    "Accelerate interior framing, levels 5 through 8");

    static final List<String> LINE_TEXTS =
            List.of(
                    "Labor and material",
                    "Labor",
                    "Material",
                    "Equipment & small tools",
                    "Premium time",
                    "Supervision",
                    "Markup 10 %");

    private SeedNames() {}

    /** The codes that a trade works under. */
    static List<Code> codesOf(String trade) {
        return CODES.stream().filter(code -> code.trade().equals(trade)).toList();
    }
}
