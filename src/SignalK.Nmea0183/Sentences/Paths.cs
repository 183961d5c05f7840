using SignalK.Core.Model;

namespace SignalK.Nmea0183.Sentences;

/// <summary>Paths that several sentences share.</summary>
static class Paths
{
    public static readonly SkPath Position = SkPath.Of("navigation.position");
    public static readonly SkPath CourseTrue = SkPath.Of("navigation.courseOverGroundTrue");
    public static readonly SkPath CourseMagnetic = SkPath.Of("navigation.courseOverGroundMagnetic");
    public static readonly SkPath SpeedOverGround = SkPath.Of("navigation.speedOverGround");
    public static readonly SkPath SpeedThroughWater = SkPath.Of("navigation.speedThroughWater");
    public static readonly SkPath HeadingTrue = SkPath.Of("navigation.headingTrue");
    public static readonly SkPath HeadingMagnetic = SkPath.Of("navigation.headingMagnetic");
    public static readonly SkPath HeadingCompass = SkPath.Of("navigation.headingCompass");
    public static readonly SkPath Variation = SkPath.Of("navigation.magneticVariation");
    public static readonly SkPath Deviation = SkPath.Of("navigation.magneticDeviation");
    public static readonly SkPath RateOfTurn = SkPath.Of("navigation.rateOfTurn");
    public static readonly SkPath Datetime = SkPath.Of("navigation.datetime");
    public static readonly SkPath Log = SkPath.Of("navigation.log");
    public static readonly SkPath Attitude = SkPath.Of("navigation.attitude");
    public static readonly SkPath Current = SkPath.Of("environment.current");
    public static readonly SkPath RudderAngle = SkPath.Of("steering.rudderAngle");
    public static readonly SkPath AutopilotState = SkPath.Of("steering.autopilot.state");
    public static readonly SkPath TargetHeadingTrue = SkPath.Of("steering.autopilot.target.headingTrue");
    public static readonly SkPath TargetHeadingMagnetic = SkPath.Of("steering.autopilot.target.headingMagnetic");
    public static readonly SkPath BelowTransducer = SkPath.Of("environment.depth.belowTransducer");
    public static readonly SkPath BelowSurface = SkPath.Of("environment.depth.belowSurface");
    public static readonly SkPath BelowKeel = SkPath.Of("environment.depth.belowKeel");
    public static readonly SkPath WaterTemperature = SkPath.Of("environment.water.temperature");
    public static readonly SkPath AirTemperature = SkPath.Of("environment.outside.temperature");
    public static readonly SkPath AirPressure = SkPath.Of("environment.outside.pressure");
    public static readonly SkPath DewPoint = SkPath.Of("environment.outside.dewPointTemperature");
    public static readonly SkPath WindSpeedApparent = SkPath.Of("environment.wind.speedApparent");
    public static readonly SkPath WindAngleApparent = SkPath.Of("environment.wind.angleApparent");
    public static readonly SkPath WindSpeedTrue = SkPath.Of("environment.wind.speedTrue");
    public static readonly SkPath WindAngleTrueWater = SkPath.Of("environment.wind.angleTrueWater");
    public static readonly SkPath WindDirectionTrue = SkPath.Of("environment.wind.directionTrue");
    public static readonly SkPath WindDirectionMagnetic = SkPath.Of("environment.wind.directionMagnetic");
    public static readonly SkPath Satellites = SkPath.Of("navigation.gnss.satellites");
    public static readonly SkPath MethodQuality = SkPath.Of("navigation.gnss.methodQuality");
    public static readonly SkPath AntennaAltitude = SkPath.Of("navigation.gnss.antennaAltitude");
    public static readonly SkPath HorizontalDilution = SkPath.Of("navigation.gnss.horizontalDilution");
    public static readonly SkPath GeoidalSeparation = SkPath.Of("navigation.gnss.geoidalSeparation");
    public static readonly SkPath DifferentialAge = SkPath.Of("navigation.gnss.differentialAge");
    public static readonly SkPath DifferentialReference = SkPath.Of("navigation.gnss.differentialReference");
    public static readonly SkPath CrossTrackError = SkPath.Of("navigation.courseRhumbline.crossTrackError");
    public static readonly SkPath TrackTrue = SkPath.Of("navigation.courseRhumbline.bearingTrackTrue");
    public static readonly SkPath TrackMagnetic = SkPath.Of("navigation.courseRhumbline.bearingTrackMagnetic");
    public static readonly SkPath ToDestinationTrue = SkPath.Of("navigation.courseRhumbline.bearingToDestinationTrue");
    public static readonly SkPath ToDestinationMagnetic = SkPath.Of("navigation.courseRhumbline.bearingToDestinationMagnetic");
    public static readonly SkPath NextPointId = SkPath.Of("navigation.courseRhumbline.nextPoint.ID");
    public static readonly SkPath NextPointPosition = SkPath.Of("navigation.courseRhumbline.nextPoint.position");
    public static readonly SkPath NextPointDistance = SkPath.Of("navigation.courseRhumbline.nextPoint.distance");
    public static readonly SkPath NextPointBearingTrue = SkPath.Of("navigation.courseRhumbline.nextPoint.bearingTrue");
    public static readonly SkPath NextPointBearingMagnetic = SkPath.Of("navigation.courseRhumbline.nextPoint.bearingMagnetic");
    public static readonly SkPath NextPointVmg = SkPath.Of("navigation.courseRhumbline.nextPoint.velocityMadeGood");
    public static readonly SkPath PreviousPointId = SkPath.Of("navigation.courseRhumbline.previousPoint.ID");
}
